package io.dlrhub.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports nobody listens on. Taken from below those that the system gives to outgoing connections and
 * to who asks for any, and at random: another that looks for one at the same time finds others.
 */
public final class Ports {

  private static final int FIRST = 10_000;
  private static final int END = 32_000;
  private static final int MOST_TRIES = 10_000;

  private Ports() {}

  /** That many different ones. */
  public static int[] free(int count) {
    Set<Integer> ports = new LinkedHashSet<>();
    for (int i = 0; i < MOST_TRIES && ports.size() < count; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (isFree(port)) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new IllegalStateException("no port is free from " + FIRST + " to " + END);
    }
    return ports.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
