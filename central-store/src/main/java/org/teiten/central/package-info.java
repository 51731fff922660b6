/**
 * The process in the centre and its command line.
 *
 * <p><b>Takes</b> {@code central-store.yaml} and the commands of design §9. <b>Gives</b> results on
 * stdout, everything else on stderr, exit codes 0, 1 and 2. <b>Runs on</b> the main thread, which
 * waits for SIGTERM while the others work. <b>Loses</b> nothing.
 */
package org.teiten.central;
