package io.dlrhub.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Hosts that are reached without a proxy, as {@code NO_PROXY} lists them: separated by commas or
 * blanks, each {@code *} for all, a host name (and all names below it, with or without a leading
 * dot or {@code *.}), an address, or a network such as {@code 10.0.0.0/8}; each with a {@code
 * :port} if only that port is meant.
 */
final class NoProxy {

  private final List<String> entries = new ArrayList<>();

  NoProxy(String list) {
    if (list != null) {
      for (String entry : list.toLowerCase(Locale.ROOT).split("[,\\s]+")) {
        if (!entry.isEmpty()) {
          entries.add(entry);
        }
      }
    }
  }

  /** Loopback is never reached by way of a proxy, whatever is listed. */
  static boolean isLoopback(String host) {
    String name = bare(host);
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return true;
    }
    byte[] address = Networks.bytes(name);
    return address != null && of(address).isLoopbackAddress();
  }

  boolean matches(String host, int port) {
    String name = bare(host);
    return entries.stream().anyMatch(entry -> matches(entry, name, port));
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.contains("/")) {
      return inNetwork(entry, host);
    }
    String name = entry;
    if (entry.matches("[^:]+:\\d+|\\[.*]:\\d+")) {
      int colon = entry.lastIndexOf(':');
      if (Integer.parseInt(entry.substring(colon + 1)) != port) {
        return false;
      }
      name = entry.substring(0, colon);
    }
    name = bare(name).replaceFirst("^\\*?\\.", "");
    byte[] address = Networks.bytes(host);
    if (address != null) {
      return Arrays.equals(address, Networks.bytes(name));
    }
    return host.equals(name) || host.endsWith("." + name);
  }

  private static boolean inNetwork(String entry, String host) {
    return Networks.isValid(entry) && Networks.of(entry, entry).contains(host);
  }

  private static String bare(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static InetAddress of(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
