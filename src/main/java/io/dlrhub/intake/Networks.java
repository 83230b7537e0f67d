package io.dlrhub.intake;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

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
    byte[] address = bytes(slash < 0 ? entry : entry.substring(0, slash));
    int prefix = address == null ? -1 : prefix(entry, slash, address.length * 8);
    if (prefix < 0) {
      throw new IllegalArgumentException(
          name
              + " has '"
              + entry
              + "', accepted is a comma-separated list of networks such as 203.0.113.0/24,"
              + " 2001:db8::/32 or 192.0.2.7");
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
  private static byte[] bytes(String text) {
    InetAddress address = text == null ? null : NetUtil.createInetAddressFromIpAddressString(text);
    return address == null ? null : address.getAddress();
  }
}
