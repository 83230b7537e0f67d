package io.dlrhub.testing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies as UCloud posts them (docs/protocol/ucloud.md). */
public final class UCloudPushes {

  private UCloudPushes() {}

  /** One delivered report. */
  public static String delivered(String sessionNo, String phone) {
    return of(List.of(receipt(sessionNo, phone)));
  }

  /** That many delivered reports of one session. */
  public static String delivered(String sessionNo, int count) {
    return of(
        IntStream.range(0, count)
            .mapToObj(i -> receipt(sessionNo, String.format("185%08d", i)))
            .toList());
  }

  /** A push of these elements. */
  public static String of(List<String> elements) {
    return elements.stream().collect(Collectors.joining(",", "{\"MsgType\":2,\"Data\":[", "]}"));
  }

  /** One element of Data. */
  public static String receipt(String sessionNo, String phone) {
    return "{\"SessionNo\":\"%s\",\"Phone\":\"%s\",\"CostCount\":1,\"ReceiptTime\":1554168750,"
            .formatted(sessionNo, phone)
        + "\"ReceiptResult\":\"Success\",\"ReceiptCode\":\"Delivrd\",\"ReceiptDesc\":\"Delivrd\","
        + "\"UserId\":\"order-1\"}";
  }
}
