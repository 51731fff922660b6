/**
 * Who may deliver: the centre's small certificate authority, or the operator's own; invitations,
 * certificates, and sensors that are barred.
 *
 * <p><b>Takes</b> requests for certificates, certificates that sensors show, and the registry's
 * tables. <b>Gives</b> certificates, the listener's identity, and a sensor's name or the reason to
 * refuse it. <b>Runs on</b> any thread; tables are changed on the writer's. <b>Loses</b> nothing: a
 * sensor that is refused keeps its batches.
 */
package org.teiten.central.pki;
