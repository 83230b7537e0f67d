/** A folder that is watched for lists of sent messages. */
package io.dlrhub.messages.folder;
