/**
 * What is in captures, as a report and as batches.
 *
 * <p><b>Takes</b> capture files. <b>Gives</b> totals by port as table, JSON or CSV, and batches by
 * the packets' own time. <b>Runs on</b> the main thread. <b>Loses</b> nothing: the books of the
 * report balance; distinct sources of a port become an estimate past a bound, which is said.
 */
package org.teiten.sensor.read;
