package io.dlrhub;

/** The command line. */
public final class DlrHub {

  private DlrHub() {}

  public static void main(String[] args) {
    throw new IllegalStateException("not wired yet");
  }
}
