/**
 * Who may ask this centre, and the rule of who may see what.
 *
 * <p><b>Takes</b> accounts and their tokens from commands and administrators, tokens and passwords
 * from whoever asks. <b>Gives</b> whose they are and how far each right reaches. <b>Runs on</b> any
 * thread; commands change the same file. <b>Loses</b> nothing: a change is in the audit before it
 * is in effect.
 */
package org.teiten.central.account;
