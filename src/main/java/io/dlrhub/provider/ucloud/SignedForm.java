package io.dlrhub.provider.ucloud;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/** The body of a request: a signed form, as the provider's own SDKs send it. */
final class SignedForm {

  static final String CONTENT_TYPE = "application/x-www-form-urlencoded; charset=utf-8";

  private SignedForm() {}

  /** The parameters and their signature, URL-encoded. */
  static String of(Map<String, String> parameters, String privateKey) {
    StringJoiner form = new StringJoiner("&");
    parameters.forEach((name, value) -> form.add(encoded(name) + "=" + encoded(value)));
    form.add("Signature=" + UCloudSignature.sign(parameters, privateKey));
    return form.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
