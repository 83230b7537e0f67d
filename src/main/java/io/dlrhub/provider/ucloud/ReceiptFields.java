package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dlrhub.memory.BoundedJson;
import io.dlrhub.report.RejectReason;
import java.io.IOException;

/**
 * The fields of one receipt as the provider wrote them, whichever interface it came by. Fields we
 * do not know are passed over; of a field given twice the last counts.
 */
final class ReceiptFields {
  String sessionNo;
  String sessionId;
  String phone;
  String costCount;
  String receiptTime;
  String result;
  String code;
  String description;
  String userId;

  /** Reads the object whose start the parser stands on, to its end. */
  static ReceiptFields read(JsonParser json) throws IOException {
    return read(json, UCloudJson.ANSWERS);
  }

  /**
   * Likewise within limits.
   *
   * @throws io.dlrhub.memory.OverLimit if there are more keys or digits
   */
  static ReceiptFields read(JsonParser json, BoundedJson bounds) throws IOException {
    ReceiptFields fields = new ReceiptFields();
    int keys = 0;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      bounds.limits().keys(++keys);
      JsonToken value = json.nextToken();
      fields.put(name, json, value, bounds);
    }
    return fields;
  }

  private void put(String name, JsonParser json, JsonToken value, BoundedJson bounds)
      throws IOException {
    bounds.scalar(json, value);
    switch (name) {
      case "SessionNo" -> sessionNo = UCloudJson.text(json, value);
      case "SessionId" -> sessionId = UCloudJson.text(json, value);
      case "Phone" -> phone = UCloudJson.text(json, value);
      case "CostCount" -> costCount = UCloudJson.text(json, value);
      case "ReceiptTime" -> receiptTime = UCloudJson.text(json, value);
      case "ReceiptResult" -> result = UCloudJson.text(json, value);
      case "ReceiptCode" -> code = UCloudJson.text(json, value);
      case "ReceiptDesc" -> description = UCloudJson.text(json, value);
      case "UserId" -> userId = UCloudJson.text(json, value);
      default -> bounds.skip(json);
    }
  }

  /**
   * Why nothing can be made of it as a receipt of that message; null where something can.
   *
   * @param messageId nullable
   */
  RejectReason fault(String messageId) {
    if (messageId == null || messageId.isBlank()) {
      return RejectReason.NO_MESSAGE_ID;
    }
    return hasDigit(phone) ? null : RejectReason.NO_PHONE;
  }

  /** A phone without any digit is none: all such would be one and the same to identity. */
  private static boolean hasDigit(String phone) {
    if (phone == null) {
      return false;
    }
    for (int i = 0; i < phone.length(); i++) {
      if (Character.isDigit(phone.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Replaces halves of surrogate pairs, which no UTF-8 can carry, in every field. */
  void makeWellFormed() {
    sessionNo = wellFormed(sessionNo);
    sessionId = wellFormed(sessionId);
    phone = wellFormed(phone);
    result = wellFormed(result);
    code = wellFormed(code);
    description = wellFormed(description);
    userId = wellFormed(userId);
  }

  static String wellFormed(String text) {
    if (text == null || text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
