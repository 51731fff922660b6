/**
 * Where a connection may go without being encrypted, and how it is encrypted elsewhere.
 *
 * <p><b>Takes</b> hosts, keys and certificates in PEM files, one-time tokens. <b>Gives</b> reasons
 * to refuse, contexts for TLS 1.3 with both ends known, and sentences where a handshake fails.
 * <b>Runs on</b> any thread; of the network it sees what a handshake shows. <b>Loses</b> nothing.
 */
package org.teiten.support.tls;
