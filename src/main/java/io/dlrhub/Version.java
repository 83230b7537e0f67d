package io.dlrhub;

/** What this build calls itself. */
final class Version {

  private Version() {}

  /** From the jar's manifest; {@code development} outside one. */
  static String text() {
    String version = DlrHub.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
