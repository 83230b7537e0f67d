package io.dlrhub.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole HTTP requests with UCloud pushes, every report different; made by writing counters into
 * prepared bytes so that making them costs the machine little.
 */
final class PushBodies {

  private static final String DELIVERED =
      """
      {"SessionNo":"5a3fRRRR-7b42-4c1e-9d10-SSSSSSSSSSSS","Phone":"1PPPPPPPPPP","CostCount":1,\
      "ReceiptTime":1795190400,"ReceiptResult":"发送成功","ReceiptCode":"Delivrd",\
      "ReceiptDesc":"用户接收成功","UserId":"order-UUUUUUUUUU"}""";
  private static final String FAILED =
      """
      {"SessionNo":"5a3fRRRR-7b42-4c1e-9d10-SSSSSSSSSSSS","Phone":"1PPPPPPPPPP","CostCount":2,\
      "ReceiptTime":1795190400,"ReceiptResult":"发送失败","ReceiptCode":"MK:0001",\
      "ReceiptDesc":"号码不存在或空号","UserId":"order-UUUUUUUUUU"}""";
  private static final int FAILED_EVERY = 15;

  private final byte[] template;
  private final List<int[]> fields = new ArrayList<>();
  private final int reports;
  private long next;

  /**
   * @param path the push path, with query
   * @param reports how many a request
   * @param run four characters that make this run's message ids its own
   */
  PushBodies(String path, int reports, String run) {
    this.reports = reports;
    StringBuilder body = new StringBuilder("{\"MsgType\":2,\"Data\":[");
    for (int i = 0; i < reports; i++) {
      body.append(i == 0 ? "" : ",").append(i % FAILED_EVERY == 7 ? FAILED : DELIVERED);
    }
    byte[] content =
        body.append("]}").toString().replace("RRRR", run).getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
            + content.length
            + "\r\n\r\n";
    byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
    template = new byte[headBytes.length + content.length];
    System.arraycopy(headBytes, 0, template, 0, headBytes.length);
    System.arraycopy(content, 0, template, headBytes.length, content.length);
    findFields();
  }

  /** A new request of reports never made before. */
  byte[] next() {
    byte[] request = template.clone();
    for (int[] field : fields) {
      write(request, field[0], 12, next);
      write(request, field[1], 10, 3_000_000_000L + next % 6_000_000_000L);
      write(request, field[2], 10, next);
      next++;
    }
    return request;
  }

  int reports() {
    return reports;
  }

  private void findFields() {
    String text = new String(template, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("SSSSSSSSSSSS");
    while (at >= 0) {
      int phone = text.indexOf("PPPPPPPPPP", at);
      int user = text.indexOf("UUUUUUUUUU", phone);
      fields.add(new int[] {at, phone, user});
      at = text.indexOf("SSSSSSSSSSSS", user);
    }
  }

  private static void write(byte[] bytes, int offset, int digits, long number) {
    long rest = number;
    for (int i = offset + digits - 1; i >= offset; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
