/** The JMS sink: persistent text messages, committed in batches. Loaded only when it is on. */
package io.dlrhub.sink.jms;
