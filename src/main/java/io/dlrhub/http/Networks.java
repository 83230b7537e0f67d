package io.dlrhub.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A set of IPv4 and IPv6 networks, written as {@code 203.0.113.0/24, 2001:db8::/32, 192.0.2.7}.
 *
 * <p>Immutable. Never resolves a name. An IPv4 address written as IPv6 ({@code ::ffff:192.0.2.7})
 * is the IPv4 address.
 */
public final class Networks {

  /** No network at all. */
  public static final Networks NONE = new Networks(List.of());

  private record Network(byte[] address, int prefix) {
    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      int whole = prefix / 8;
      for (int i = 0; i < whole; i++) {
        if (address[i] != other[i]) {
          return false;
        }
      }
      int rest = prefix % 8;
      return rest == 0 || ((address[whole] ^ other[whole]) & 0xff) >>> (8 - rest) == 0;
    }
  }

  private static final Pattern V4 =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  /** Bits before the address in one that is IPv4 written as IPv6 (RFC 4291, 2.5.5.2). */
  private static final int MAPPED = 96;

  /** What {@link #of} takes, for messages. */
  public static final String ACCEPTED =
      "networks separated by commas, such as 10.0.0.0/8,2001:db8::/32,192.0.2.7";

  private final List<Network> networks;

  private Networks(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * Reads a comma-separated list.
   *
   * @param name what the list is called where it was configured, for the message
   * @param list null or blank for no network
   * @throws IllegalArgumentException naming the entry that is not a network
   */
  public static Networks of(String name, String list) {
    if (list == null || list.isBlank()) {
      return NONE;
    }
    List<Network> networks = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      networks.add(network(name, entry.strip()));
    }
    return new Networks(List.copyOf(networks));
  }

  /** Whether it is such a list. */
  public static boolean isValid(String list) {
    try {
      of("", list);
      return true;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return networks.isEmpty();
  }

  /** Whether one of them contains that address; never for what is not a numeric address. */
  public boolean contains(String address) {
    byte[] bytes = networks.isEmpty() ? null : bytes(address);
    if (bytes == null) {
      return false;
    }
    for (Network network : networks) {
      if (network.contains(bytes)) {
        return true;
      }
    }
    return false;
  }

  private static Network network(String name, String entry) {
    int slash = entry.indexOf('/');
    String text = slash < 0 ? entry : entry.substring(0, slash);
    byte[] address = bytes(text);
    // Of an IPv4 address written as IPv6 the first bits are what says so.
    boolean mapped = address != null && address.length == 4 && text.indexOf(':') >= 0;
    int prefix = address == null ? -1 : prefix(entry, slash, mapped ? 128 : address.length * 8);
    if (mapped) {
      prefix -= MAPPED;
    }
    if (prefix < 0) {
      throw new IllegalArgumentException(name + " has '" + entry + "', accepted is " + ACCEPTED);
    }
    return new Network(address, prefix);
  }

  private static int prefix(String entry, int slash, int most) {
    if (slash < 0) {
      return most;
    }
    String digits = entry.substring(slash + 1);
    if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(Networks::isDigit)) {
      return -1;
    }
    int prefix = Integer.parseInt(digits);
    return prefix <= most ? prefix : -1;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  /** Null for what is not a numeric address; four bytes for a mapped IPv4 address. */
  static byte[] bytes(String text) {
    if (text == null || !V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return null;
    }
    try {
      // What is made of digits alone, or has a colon, is never looked up by name.
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException notOne) {
      return null;
    }
  }
}
