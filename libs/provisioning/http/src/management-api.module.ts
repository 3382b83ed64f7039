import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { Clients } from '@tandem/provisioning';
import { AccountController } from './controllers/account.controller.ts';
import { ClientController } from './controllers/client.controller.ts';
import { ClientListController } from './controllers/client-list.controller.ts';
import { ErrorPagesController } from './controllers/error-pages.controller.ts';
import type { ReceiptSource } from './controllers/await-units.ts';
import { ImportController } from './controllers/import.controller.ts';
import { CLIENTS, RECEIPTS } from './controllers/tokens.ts';

@Module({})
export class ManagementApiModule {
  static over(clients: Clients, receipts: ReceiptSource): DynamicModule {
    return {
      module: ManagementApiModule,
      controllers: [
        AccountController,
        ImportController,
        ClientListController,
        ClientController,
        ErrorPagesController,
      ],
      providers: [
        { provide: CLIENTS, useValue: clients },
        { provide: RECEIPTS, useValue: receipts },
      ],
    };
  }
}
