package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dlrhub.memory.Reservation;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import io.dlrhub.report.ResultWord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code Data} of a query's answer: messages, each with its receipts. */
final class ReceiptGroups {

  /** A receipt, or what stands where one should; its message's id may follow later. */
  private record Element(ReceiptFields fields, Slice slice) {}

  private final QueryKind kind;
  private final ReceiptNormaliser normaliser;
  private final byte[] body;
  private final Instant now;
  private final Reservation held;
  private final List<DeliveryReport> reports = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final Set<String> answered = new HashSet<>();
  private final Set<String> unfinished = new HashSet<>();

  ReceiptGroups(
      QueryKind kind, ReceiptNormaliser normaliser, byte[] body, Instant now, Reservation held) {
    this.held = held;
    this.kind = kind;
    this.normaliser = normaliser;
    this.body = body;
    this.now = now;
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

  /** What there is for these ids. */
  QueryResult result(List<String> asked) {
    List<String> pending =
        asked.stream().filter(id -> !answered.contains(id) || unfinished.contains(id)).toList();
    return new QueryResult(reports, rejected, pending);
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
          element.fields == null
              ? RejectReason.NOT_AN_OBJECT
              : ReceiptNormaliser.fault(element.fields, id);
      if (fault != null) {
        reject(fault, "an element of ReceiptSet of " + id + ": " + fault.wireName(), element.slice);
        unfinished.add(id);
      } else if (ResultWord.status(element.fields.result).isFinal()) {
        reports.add(normaliser.report(element.fields, id, element.slice, now));
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
    rejected.add(reason.rejected(kind.source, normaliser.account(), detail, slice.bytes()));
  }
}
