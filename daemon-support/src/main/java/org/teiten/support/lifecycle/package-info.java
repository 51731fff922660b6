/**
 * The end of a process, in order.
 *
 * <p><b>Takes</b> SIGTERM or SIGINT and the steps that stopping consists of. <b>Gives</b> the main
 * thread time to take them within a deadline, and the exit code it chose. <b>Runs on</b> the main
 * thread and the JVM's shutdown thread. <b>Loses</b> what a step did not finish within the
 * deadline; that step is named in the log.
 */
package org.teiten.support.lifecycle;
