/**
 * Listeners of HTTP that strangers can reach.
 *
 * <p><b>Takes</b> connections, bounded in number, and closes those that say nothing. <b>Gives</b>
 * requests to whoever set the listener up. <b>Runs on</b> Jetty's threads and one that looks for
 * silent connections. <b>Loses</b> nothing; what it closes it counts.
 */
package org.teiten.central.listen;
