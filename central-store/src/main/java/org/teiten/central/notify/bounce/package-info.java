// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Mail that came back.
 *
 * <p><b>Takes</b> files of mail, which anybody may have written. <b>Gives</b> what they report of
 * notices, to the journal. <b>Runs on</b> the thread of who has the journal. <b>Loses</b> nothing:
 * a file is put away once its report is durable, and what is no report stays where it is.
 */
package org.teiten.central.notify.bounce;
