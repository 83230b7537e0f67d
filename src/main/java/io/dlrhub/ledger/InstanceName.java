package io.dlrhub.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What an instance is called beside others on one ledger; goes into names of files. */
public final class InstanceName {

  private static final int LONGEST = 100;

  private InstanceName() {}

  /** The name of this machine, with what a file's name should not have replaced. */
  public static String ofThisHost() {
    try {
      return clean(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  static String clean(String name) {
    String clean = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[._-]+", "");
    return clean.isEmpty() ? "localhost" : clean.substring(0, Math.min(LONGEST, clean.length()));
  }
}
