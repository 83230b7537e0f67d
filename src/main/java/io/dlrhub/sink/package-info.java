/**
 * What a sink needs beyond Camel's components: each processor delivers one exchange's records and
 * returns when they are safe at the far end, or throws.
 */
package io.dlrhub.sink;
