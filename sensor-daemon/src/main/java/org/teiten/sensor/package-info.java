/**
 * The process on the sensor host: command line, settings, wiring.
 *
 * <p><b>Takes</b> a configuration, or captures. <b>Gives</b> a running sensor, or what is in the
 * captures. <b>Runs on</b> the main thread, which starts and stops the others: capture, metering,
 * spool, shipping, status. <b>Loses</b> nothing itself; each stage says what it loses.
 */
package org.teiten.sensor;
