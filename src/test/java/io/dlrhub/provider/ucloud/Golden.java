package io.dlrhub.provider.ucloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The samples of the provider's own documents, comments and all. */
final class Golden {

  private Golden() {}

  static byte[] bytes(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("/ucloud/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
