package io.dlrhub.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** The same signed arrays through Apache HttpClient, one request after the other. */
final class BareHttp implements SinkRounds.Sender {

  private static final int BATCH = 100;

  private final String url;
  private final List<byte[]> bodies = new ArrayList<>();
  private final CloseableHttpClient client = HttpClients.createDefault();
  private final Mac mac;

  BareHttp(String url, List<byte[]> lines) throws GeneralSecurityException {
    this.url = url;
    for (int from = 0; from < lines.size(); from += BATCH) {
      bodies.add(array(lines.subList(from, Math.min(lines.size(), from + BATCH))));
    }
    mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(HubSinks.SECRET.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
  }

  private static byte[] array(List<byte[]> lines) {
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      array.write(array.size() == 0 ? '[' : ',');
      array.writeBytes(line);
    }
    array.write(']');
    return array.toByteArray();
  }

  @Override
  public double run(int records) throws IOException {
    long start = System.nanoTime();
    for (int request = 0; request < records / BATCH; request++) {
      post(bodies.get(request % bodies.size()));
    }
    return records * 1e9 / (System.nanoTime() - start);
  }

  private void post(byte[] body) throws IOException {
    String id = "msg_" + UUID.randomUUID();
    long timestamp = System.currentTimeMillis() / 1000;
    mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    HttpPost request = new HttpPost(url);
    request.setHeader("webhook-id", id);
    request.setHeader("webhook-timestamp", timestamp);
    request.setHeader(
        "webhook-signature", "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)));
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    int status =
        client.execute(
            request,
            response -> {
              EntityUtils.consume(response.getEntity());
              return response.getCode();
            });
    if (status != 204) {
      throw new IOException("answered " + status);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
