package io.dlrhub.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Addresses and networks as they are written: {@code 10.0.0.0/8}, {@code ::1}. */
final class Networks {

  private static final Pattern V4 =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
  private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

  private Networks() {}

  static boolean valid(String network) {
    int slash = network.indexOf('/');
    String address = slash < 0 ? network : network.substring(0, slash);
    boolean v4 = V4.matcher(address).matches();
    if (!v4 && !validV6(address)) {
      return false;
    }
    return slash < 0 || validPrefix(network.substring(slash + 1), v4 ? 32 : 128);
  }

  private static boolean validPrefix(String prefix, int most) {
    return PREFIX.matcher(prefix).matches() && Integer.parseInt(prefix) <= most;
  }

  private static boolean validV6(String address) {
    if (!V6.matcher(address).matches()) {
      return false;
    }
    try {
      // An address with a colon is never looked up by name.
      InetAddress.getByName(address);
      return true;
    } catch (UnknownHostException notOne) {
      return false;
    }
  }
}
