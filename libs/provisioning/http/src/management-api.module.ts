import { Module } from '@nestjs/common';
import type { DynamicModule, Type } from '@nestjs/common';
import type { ResourceKind } from '@tandem/contracts';
import type { Face } from './faces/face.ts';
import type { Messaging, Provisioning } from '@tandem/provisioning';
import { AccountListController } from './controllers/account-list.controller.ts';
import { AccountController } from './controllers/account.controller.ts';
import { ErrorPagesController } from './controllers/error-pages.controller.ts';
import type { ReceiptSource } from './controllers/await-units.ts';
import { DomainAliasController } from './controllers/domain-alias.controller.ts';
import { KeyController } from './controllers/key.controller.ts';
import { ImportController } from './controllers/import.controller.ts';
import { MessageController } from './controllers/message.controller.ts';
import { recordController } from './controllers/record.controller.ts';
import type { RecordSource } from './controllers/record.controller.ts';
import { resourceController } from './controllers/resource.controller.ts';
import { resourceListController } from './controllers/resource-list.controller.ts';
import { MESSAGING, PROVISIONING, RECEIPTS, RECORDS } from './controllers/tokens.ts';
import {
  applicationFace,
  callFace,
  clientFace,
  messageFace,
  notificationFace,
  numberFace,
  webhookFace,
} from './faces/index.ts';

const controllersOf = <K extends ResourceKind>(face: Face<K>): Type<object>[] => [
  resourceListController(face),
  resourceController(face),
];

/** What the Management API shows and changes. */
export interface Backing {
  readonly provisioning: Provisioning;
  readonly receipts: ReceiptSource;
  readonly records: RecordSource;
  readonly messaging: Messaging;
}

@Module({})
export class ManagementApiModule {
  static over({ provisioning, receipts, records, messaging }: Backing): DynamicModule {
    return {
      module: ManagementApiModule,
      controllers: [
        AccountListController,
        AccountController,
        KeyController,
        DomainAliasController,
        ImportController,
        ...controllersOf(clientFace),
        ...controllersOf(applicationFace),
        ...controllersOf(numberFace),
        ...controllersOf(webhookFace),
        recordController(callFace, ({ calls }) => calls),
        recordController(messageFace, ({ messages }) => messages),
        recordController(notificationFace, ({ notifications }) => notifications),
        MessageController,
        ErrorPagesController,
      ],
      providers: [
        { provide: PROVISIONING, useValue: provisioning },
        { provide: RECEIPTS, useValue: receipts },
        { provide: RECORDS, useValue: records },
        { provide: MESSAGING, useValue: messaging },
      ],
    };
  }
}
