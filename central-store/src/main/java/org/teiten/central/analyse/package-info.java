/**
 * Questions about a period: rankings and their coverage.
 *
 * <p><b>Takes</b> a question in the user's words and what the store counted. <b>Gives</b> answers
 * that know their period, zone, coverage, origin databases and whether they are simulated. <b>Runs
 * on</b> any thread, with a connection of the caller's. <b>Loses</b> nothing; what an answer leaves
 * out (overlapping intervals, sensors with little coverage) it names.
 */
package org.teiten.central.analyse;
