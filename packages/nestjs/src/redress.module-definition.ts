import { ConfigurableModuleBuilder } from '@nestjs/common';
import { type RedressOptions } from './redress-options';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN: REDRESS_OPTIONS } =
  new ConfigurableModuleBuilder<RedressOptions>({ moduleName: 'Redress' }).setClassMethodName('forRoot').build();
