package io.dlrhub.provider.ucloud;

/**
 * One receipt of a body that was split, of which a report can be made.
 *
 * @param messageId of the message it is for; not blank
 * @param fields as the provider wrote them
 * @param element where it stands in the body
 */
record Receipt(String messageId, ReceiptFields fields, Slice element) {}
