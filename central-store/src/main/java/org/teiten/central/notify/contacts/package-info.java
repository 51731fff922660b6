// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Who is told about which sources.
 *
 * <p><b>Takes</b> a folder of YAML files, or a contact list in CSV. <b>Gives</b> for a source the
 * organisation that is told. <b>Runs on</b> any thread; a book does not change. <b>Fails</b> with
 * every problem of every file, each with its line.
 */
package org.teiten.central.notify.contacts;
