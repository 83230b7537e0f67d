package io.dlrhub.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The authorities a certificate must come from, instead of those of the platform.
 *
 * @param file PKCS #12 or JKS, or certificates in PEM when it ends in .pem, .crt or .cer
 * @param password of the store; nullable
 */
public record TrustStore(Path file, String password) {

  /**
   * TLS that trusts them and nobody else.
   *
   * @throws IllegalArgumentException if the file cannot be read as one
   */
  public SSLContext context() {
    try {
      if (!Files.isRegularFile(file)) {
        throw new IOException("there is no such file");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      KeyStore store = file.toString().matches("(?i).*\\.(pem|crt|cer)") ? pem() : keyStore();
      if (store.size() == 0) {
        throw new IOException("it holds no certificate");
      }
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "trustStore is "
              + file
              + ", which cannot be used ("
              + e.getMessage()
              + "); accepted is a PKCS #12 or JKS store with its password, or PEM certificates",
          e);
    }
  }

  private KeyStore keyStore() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(file.toFile(), password == null ? null : password.toCharArray());
  }

  private KeyStore pem() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, one);
      }
    }
    return store;
  }
}
