// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web;

/** Where a backup is to be made: an absolute path. */
record BackupQuestion(String target) {}
