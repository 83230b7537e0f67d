package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dlrhub.memory.Reservation;
import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import io.dlrhub.report.ResultWord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code Data} of a query's answer: messages, each with its receipts. */
final class ReceiptGroups {

  /** A receipt, or what stands where one should; its message's id may follow later. */
  private record Element(ReceiptFields fields, Slice slice) {}

  private final QueryKind kind;
  private final String account;
  private final byte[] body;
  private final Reservation held;
  private final List<Receipt> receipts = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final Set<String> answered = new HashSet<>();
  private final Set<String> unfinished = new HashSet<>();

  ReceiptGroups(QueryKind kind, String account, byte[] body, Reservation held) {
    this.held = held;
    this.kind = kind;
    this.account = account;
    this.body = body;
  }

  /** Reads the value of {@code Data} the parser stands on. */
  void read(JsonParser json, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    int start = UCloudJson.start(json);
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      reject(RejectReason.NO_DATA, "Data is not an array", slice(json, start));
      return;
    }
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      readGroup(json, token);
    }
  }

  /** The receipts of final results, and what none could be made of. */
  Receipts result() {
    return new Receipts(receipts, rejected);
  }

  /**
   * The ids asked for of which the answer holds anything but final results: a phone without one, an
   * unusable receipt, or nothing at all.
   */
  List<String> pending(List<String> asked) {
    return asked.stream().filter(id -> !answered.contains(id) || unfinished.contains(id)).toList();
  }

  private void readGroup(JsonParser json, JsonToken token) throws IOException {
    int start = UCloudJson.start(json);
    if (token != JsonToken.START_OBJECT) {
      json.skipChildren();
      reject(RejectReason.NOT_AN_OBJECT, "an element of Data is not an object", slice(json, start));
      return;
    }
    String id = null;
    List<Element> elements = List.of();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      if (name.equals(kind.idField)) {
        String text = UCloudJson.text(json, value);
        id = text == null ? null : text.strip();
      } else if (name.equals("ReceiptSet")) {
        elements = readReceiptSet(json, value);
      } else {
        json.skipChildren();
      }
    }
    if (id == null || id.isBlank()) {
      reject(
          RejectReason.NO_MESSAGE_ID,
          "an element of Data has no " + kind.idField,
          slice(json, start));
    } else {
      take(id, elements);
    }
  }

  private List<Element> readReceiptSet(JsonParser json, JsonToken value) throws IOException {
    List<Element> elements = new ArrayList<>();
    if (value == JsonToken.VALUE_NULL) {
      return elements;
    }
    if (value != JsonToken.START_ARRAY) {
      elements.add(readElement(json, JsonToken.NOT_AVAILABLE));
      return elements;
    }
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      elements.add(readElement(json, token));
    }
    return elements;
  }

  private Element readElement(JsonParser json, JsonToken token) throws IOException {
    int start = UCloudJson.start(json);
    ReceiptFields fields = null;
    if (token == JsonToken.START_OBJECT) {
      fields = ReceiptFields.read(json);
    } else {
      json.skipChildren();
    }
    Slice slice = slice(json, start);
    held.objects(ReceiptArray.REPORT + 3L * slice.length());
    return new Element(fields, slice);
  }

  private void take(String id, List<Element> elements) {
    for (Element element : elements) {
      RejectReason fault =
          element.fields == null ? RejectReason.NOT_AN_OBJECT : element.fields.fault(id);
      if (fault != null) {
        reject(fault, "an element of ReceiptSet of " + id + ": " + fault.wireName(), element.slice);
        unfinished.add(id);
      } else if (ResultWord.status(element.fields.result).isFinal()) {
        receipts.add(new Receipt(id, element.fields, element.slice));
        answered.add(id);
      } else {
        unfinished.add(id);
      }
    }
  }

  private Slice slice(JsonParser json, int start) throws IOException {
    return new Slice(body, start, UCloudJson.end(json));
  }

  private void reject(RejectReason reason, String detail, Slice slice) {
    held.objects(ReceiptArray.REJECT + slice.length());
    rejected.add(reason.rejected(kind.source, account, detail, slice.bytes()));
  }
}
