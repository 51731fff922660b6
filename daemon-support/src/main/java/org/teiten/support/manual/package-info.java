/**
 * What the packages say of the command line: manual pages and completion, from the same model as
 * {@code --help}.
 *
 * <p><b>Takes</b> a picocli command. <b>Gives</b> roff, one page a command, and a script for bash.
 * <b>Runs on</b> the build's machine, once. <b>Loses</b> hidden commands and options.
 */
package org.teiten.support.manual;
