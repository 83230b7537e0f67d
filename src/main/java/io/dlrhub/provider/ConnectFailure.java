package io.dlrhub.provider;

import java.net.URI;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.util.ObjectHelper;

/** Says why no connection came about, for a person who has to change something. */
public final class ConnectFailure {

  private ConnectFailure() {}

  /** Endpoint, cause, and for certificates what can be done. */
  public static String told(URI endpoint, Throwable cause) {
    String at = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    if (!isAboutTheCertificate(cause)) {
      return at + ": " + cause;
    }
    return "the certificate of "
        + at
        + " is not trusted; name its authority with dlr.http.trust-store, unless somebody stands"
        + " between ("
        + root(cause).getMessage()
        + ")";
  }

  /** Whether only a person can change it: the certificate's authority, name or time. */
  public static boolean isAboutTheCertificate(Throwable cause) {
    return ObjectHelper.getException(SSLException.class, cause) != null
        && (ObjectHelper.getException(CertificateException.class, cause) != null
            || ObjectHelper.getException(SSLPeerUnverifiedException.class, cause) != null
            || String.valueOf(root(cause).getMessage()).contains("PKIX"));
  }

  private static Throwable root(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
