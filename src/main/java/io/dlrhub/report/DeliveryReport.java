package io.dlrhub.report;

import java.time.Instant;
import java.util.Objects;

/**
 * What became of one message to one phone.
 *
 * <p>Make one with {@link #builder()}; {@link #toBuilder()} starts from an existing one. A field
 * marked nullable is written as JSON {@code null}.
 *
 * @param id stable identity
 * @param provider {@code ucloud}
 * @param account our name for the account
 * @param channel text or video
 * @param messageId {@code SessionNo}, or {@code TaskId} for video
 * @param partId {@code SessionId} of a video receipt; nullable
 * @param phone as the provider wrote it; null only in a {@code hub:no-report} of a message tracked
 *     without phones
 * @param phoneE164 E.164, where the phone parses; nullable
 * @param status what became of it
 * @param failureReason for {@link DeliveryStatus#FAILED} only; nullable
 * @param providerStatus the provider's own result word; nullable
 * @param code the provider's own code; nullable
 * @param description the provider's own description; nullable
 * @param segments number of text messages it was split into; nullable
 * @param reportedAt the provider's time of the report, whole seconds; nullable
 * @param receivedAt when it reached us
 * @param reference the sender's reference; nullable
 * @param origin how it first reached us
 * @param raw the provider's element
 */
public record DeliveryReport(
    RecordId id,
    String provider,
    String account,
    Channel channel,
    String messageId,
    String partId,
    String phone,
    String phoneE164,
    DeliveryStatus status,
    FailureReason failureReason,
    String providerStatus,
    String code,
    String description,
    Integer segments,
    Instant reportedAt,
    Instant receivedAt,
    String reference,
    Origin origin,
    RawJson raw)
    implements Record {

  /** The value of {@code type}. */
  public static final String TYPE = "delivery-report";

  /** The {@code code} of a tracked message that never got a report. */
  public static final String NO_REPORT = "hub:no-report";

  /** Checks what must be there. */
  public DeliveryReport {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(messageId, "messageId");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(receivedAt, "receivedAt");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(raw, "raw");
  }

  @Override
  public String type() {
    return TYPE;
  }

  /** A builder with nothing set. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder with every field of this one, its id too. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.id = id;
    builder.provider = provider;
    builder.account = account;
    builder.channel = channel;
    builder.messageId = messageId;
    builder.partId = partId;
    builder.phone = phone;
    builder.phoneE164 = phoneE164;
    builder.status = status;
    builder.failureReason = failureReason;
    builder.providerStatus = providerStatus;
    builder.code = code;
    builder.description = description;
    builder.segments = segments;
    builder.reportedAt = reportedAt;
    builder.receivedAt = receivedAt;
    builder.reference = reference;
    builder.origin = origin;
    builder.raw = raw;
    return builder;
  }

  /** Collects the fields; {@link #build} computes the id unless one was given. */
  public static final class Builder {
    private RecordId id;
    String provider;
    String account;
    Channel channel;
    String messageId;
    String partId;
    String phone;
    String phoneE164;
    DeliveryStatus status;
    private FailureReason failureReason;
    private String providerStatus;
    String code;
    private String description;
    private Integer segments;
    Instant reportedAt;
    private Instant receivedAt;
    private String reference;
    private Origin origin;
    private RawJson raw;

    private Builder() {}

    /** Overrides the computed identity; only the ledger has reason to. */
    public Builder id(RecordId value) {
      id = value;
      return this;
    }

    public Builder provider(String value) {
      provider = value;
      return this;
    }

    public Builder account(String value) {
      account = value;
      return this;
    }

    public Builder channel(Channel value) {
      channel = value;
      return this;
    }

    public Builder messageId(String value) {
      messageId = value;
      return this;
    }

    public Builder partId(String value) {
      partId = value;
      return this;
    }

    public Builder phone(String value) {
      phone = value;
      return this;
    }

    public Builder phoneE164(String value) {
      phoneE164 = value;
      return this;
    }

    public Builder status(DeliveryStatus value) {
      status = value;
      return this;
    }

    public Builder failureReason(FailureReason value) {
      failureReason = value;
      return this;
    }

    public Builder providerStatus(String value) {
      providerStatus = value;
      return this;
    }

    public Builder code(String value) {
      code = value;
      return this;
    }

    public Builder description(String value) {
      description = value;
      return this;
    }

    public Builder segments(Integer value) {
      segments = value;
      return this;
    }

    public Builder reportedAt(Instant value) {
      reportedAt = value;
      return this;
    }

    public Builder receivedAt(Instant value) {
      receivedAt = value;
      return this;
    }

    public Builder reference(String value) {
      reference = value;
      return this;
    }

    public Builder origin(Origin value) {
      origin = value;
      return this;
    }

    public Builder raw(RawJson value) {
      raw = value;
      return this;
    }

    /**
     * The finished report.
     *
     * @throws NullPointerException naming a field that must be there and is not
     */
    public DeliveryReport build() {
      RecordId identity = id != null ? id : Identity.ofReport(this, null);
      return new DeliveryReport(
          identity,
          provider,
          account,
          channel,
          messageId,
          partId,
          phone,
          phoneE164,
          status,
          failureReason,
          providerStatus,
          code,
          description,
          segments,
          reportedAt,
          receivedAt,
          reference,
          origin,
          raw);
    }
  }
}
