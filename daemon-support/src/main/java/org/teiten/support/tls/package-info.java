/**
 * Where a connection may go without being encrypted.
 *
 * <p><b>Takes</b> a host and what the configuration allows. <b>Gives</b> the reason to refuse, if
 * any. <b>Runs on</b> any thread, without asking the network. <b>Loses</b> nothing.
 */
package org.teiten.support.tls;
