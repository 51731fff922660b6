/**
 * The HTTP API: answers questions from the network, each as far as whoever asks may see.
 *
 * <p><b>Takes</b> requests with a token. <b>Gives</b> the answers that commands give, in full or in
 * aggregate, and problems as sentences. <b>Runs on</b> HTTP threads of its own, few of which ask
 * the store at a time. <b>Loses</b> nothing: what it does not answer is counted by its status.
 */
package org.teiten.central.web.api;
