// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGHUP into a reload on a thread of its own; several that come during one reload are one
 * more.
 */
public final class ReloadSignal {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadSignal.class);

  private ReloadSignal() {}

  /**
   * Answers every SIGHUP from now on. Once per process.
   *
   * @param reload reads the settings again; what it throws is a bug
   */
  public static void ofProcess(Runnable reload) {
    Semaphore asked = new Semaphore(0);
    Thread thread = new Thread(() -> answer(asked, reload), "reload");
    thread.setDaemon(true);
    thread.start();
    try {
      handle(asked::release);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("this Java cannot handle SIGHUP, so settings are read at the start alone: {}", e);
    }
  }

  private static void answer(Semaphore asked, Runnable reload) {
    while (true) {
      asked.acquireUninterruptibly();
      asked.drainPermits();
      try {
        reload.run();
      } catch (RuntimeException e) {
        LOG.error("reloading failed by a bug, please report it; the old settings stay", e);
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
