/** The HTTP sink: signed JSON arrays to a receiver, and what its answers mean. */
package io.dlrhub.sink.http;
