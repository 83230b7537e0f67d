/** Tencent: the delivery statistics of gateway v5, hour by hour. See docs/protocol/tencent.md. */
package io.dlrhub.provider.tencent;
