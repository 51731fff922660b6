/**
 * This sensor's key and certificate: how it gets them, and keeps them good.
 *
 * <p><b>Takes</b> a one-time token, later the certificate that it has. <b>Gives</b> the centre's
 * HTTP client with the identity that is in effect. <b>Runs on</b> the command's thread, later on
 * the renewal thread; any thread asks for the client. <b>Loses</b> nothing: without a good
 * certificate batches wait in the spool.
 */
package org.teiten.sensor.enrol;
