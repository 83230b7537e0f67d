/** When tracked messages without a report are asked for: values in, times out. */
package io.dlrhub.ledger.schedule;
