package io.dlrhub.operator;

/** Which hub is talked to where the command line does not say. */
public interface HubDefaults {

  /** Of its management port: {@code http://127.0.0.1:9876}. */
  String url();

  /** The token to show; nullable. */
  String token();
}
