package dev.clew.demo.messaging;

import io.opentelemetry.api.common.AttributeKey;

/// Keys of the messaging conventions, which have no stable constants yet.
final class MessagingAttributes {
  /// The conventions have no well-known name for a queue inside a process.
  static final String SYSTEM_IN_PROCESS = "in_process";

  static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  static final AttributeKey<String> OPERATION_NAME =
      AttributeKey.stringKey("messaging.operation.name");
  static final AttributeKey<String> OPERATION_TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
  static final AttributeKey<Long> BATCH_COUNT =
      AttributeKey.longKey("messaging.batch.message_count");
  static final AttributeKey<String> CONSUMER_GROUP =
      AttributeKey.stringKey("messaging.consumer.group.name");

  private MessagingAttributes() {}
}
