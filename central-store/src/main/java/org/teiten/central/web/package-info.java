/**
 * Lets other processes of this host ask a running centre, which alone may have the store open.
 *
 * <p><b>Takes</b> questions and batches over loopback, from whoever can read the control file.
 * <b>Gives</b> the same answers that opening the store would. <b>Runs on</b> a few HTTP threads.
 * <b>Loses</b> nothing: what it cannot do it refuses with a reason.
 */
package org.teiten.central.web;
