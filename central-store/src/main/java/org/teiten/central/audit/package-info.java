/**
 * Who read addresses of sources, and who changed what.
 *
 * <p><b>Takes</b> what was done and by whom. <b>Gives</b> files that only grow, each line bound to
 * the one before by its hash. <b>Runs on</b> any thread of any process of this host. <b>Loses</b>
 * nothing that it returned from; a torn last line is set aside.
 */
package org.teiten.central.audit;
