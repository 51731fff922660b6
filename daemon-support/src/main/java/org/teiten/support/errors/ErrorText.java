// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.errors;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.ExecutionException;

/** A failure in words: the JDK's exceptions often carry a bare path or nothing as their message. */
public final class ErrorText {
  private ErrorText() {}

  /** One sentence without line breaks of its own, never null. */
  public static String of(Throwable failure) {
    if (failure instanceof UncheckedIOException || failure instanceof ExecutionException) {
      return failure.getCause() == null
          ? String.valueOf(failure.getMessage())
          : of(failure.getCause());
    } else if (failure instanceof FileSystemException file) {
      return file(file);
    } else if (failure instanceof UnknownHostException) {
      return "unknown host: " + failure.getMessage();
    } else if (failure instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    } else if (failure instanceof HttpTimeoutException) {
      return "no answer in time";
    } else if (failure instanceof ConnectException) {
      return "connection refused or not possible" + suffix(failure);
    } else if (failure instanceof BindException) {
      return "cannot listen" + suffix(failure);
    } else if (failure instanceof FileNotFoundException) {
      return "no such file or not readable: " + failure.getMessage();
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  private static String file(FileSystemException failure) {
    String path = String.valueOf(failure.getFile());
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder: " + path;
    } else if (failure instanceof AccessDeniedException) {
      return "permission denied: " + path;
    } else if (failure instanceof FileAlreadyExistsException) {
      return "exists already: " + path;
    } else if (failure instanceof NotDirectoryException) {
      return "is not a folder: " + path;
    } else if (failure instanceof DirectoryNotEmptyException) {
      return "folder is not empty: " + path;
    }
    String reason = failure.getReason();
    return (reason == null ? failure.getClass().getSimpleName() : reason) + ": " + path;
  }

  private static String suffix(Throwable failure) {
    return failure.getMessage() == null ? "" : ": " + failure.getMessage();
  }
}
