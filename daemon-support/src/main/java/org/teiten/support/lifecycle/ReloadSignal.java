// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.support.errors.ErrorText;

/**
 * Turns SIGHUP into a reload on a thread of its own; several that come during one reload are one
 * more, and those that come before there is something to reload wait for it.
 */
public final class ReloadSignal {
  private static final ReloadSignal OF_PROCESS = new ReloadSignal();

  private final Semaphore asked = new Semaphore(0);
  private Optional<Exception> unsupported = Optional.empty();

  // Without a log: what it loads would take longer than all the rest.
  private ReloadSignal() {
    try {
      IgnoredHangUp.end();
      handle(asked::release);
    } catch (ReflectiveOperationException | RuntimeException | IOException e) {
      unsupported = Optional.of(e);
    }
  }

  /** The signal of this process; from the first call on it ends the process no more. */
  public static ReloadSignal ofProcess() {
    return OF_PROCESS;
  }

  /**
   * Answers every SIGHUP that came and will come. Once per process.
   *
   * @param reload reads the settings again; what it throws is a bug
   */
  public void answerWith(Runnable reload) {
    Logger log = LoggerFactory.getLogger(ReloadSignal.class);
    unsupported.ifPresent(
        why ->
            log.warn(
                "this Java cannot handle SIGHUP, so settings are read at the start alone: {}",
                ErrorText.of(why)));
    Thread thread = new Thread(() -> answer(reload, log), "reload");
    thread.setDaemon(true);
    thread.start();
  }

  private void answer(Runnable reload, Logger log) {
    while (true) {
      asked.acquireUninterruptibly();
      asked.drainPermits();
      try {
        reload.run();
      } catch (RuntimeException e) {
        log.error("reloading failed by a bug, please report it; the old settings stay", e);
      }
    }
  }

  // By reflection: the compiler's warning about sun.misc cannot be turned off. The module
  // jdk.unsupported keeps this class until there is another.
  private static void handle(Runnable onSignal) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    InvocationHandler answers =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                onSignal.run();
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "reload";
            };
    signal
        .getMethod("handle", signal, handler)
        .invoke(
            null,
            signal.getConstructor(String.class).newInstance("HUP"),
            Proxy.newProxyInstance(
                ReloadSignal.class.getClassLoader(), new Class<?>[] {handler}, answers));
  }
}
