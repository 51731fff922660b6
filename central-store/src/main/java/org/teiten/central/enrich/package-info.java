/**
 * Where a source was, as known then: its country and autonomous system.
 *
 * <p><b>Takes</b> a dated list of databases (ranges as CSV, or MaxMind format) and source
 * addresses. <b>Gives</b> ISO 3166 codes and AS numbers from the database nearest in date to the
 * interval, special-purpose ranges before all. <b>Runs on</b> any thread; databases are read once,
 * into sorted primitive arrays. <b>Loses</b> nothing: what no database knows is {@code unknown}.
 */
package org.teiten.central.enrich;
