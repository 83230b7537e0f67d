/**
 * UCloud: signature, push, pull and queries, and how its reports become records. See
 * docs/protocol/ucloud.md.
 */
package io.dlrhub.provider.ucloud;
