/**
 * The life of a process: what its service manager is told, settings read again, and the end in
 * order.
 *
 * <p><b>Takes</b> SIGTERM or SIGINT and the steps that stopping consists of; SIGHUP; the progress
 * of duties. <b>Gives</b> the main thread time to stop within a deadline, and the exit code it
 * chose; sd_notify's datagrams, and none to the watchdog while a duty is stuck. <b>Runs on</b> the
 * main thread, the JVM's shutdown thread, and the threads {@code report} and {@code reload}.
 * <b>Loses</b> what a step did not finish within the deadline; that step is named in the log.
 */
package org.teiten.support.lifecycle;
